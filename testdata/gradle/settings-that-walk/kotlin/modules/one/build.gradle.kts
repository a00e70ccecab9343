plugins { id("com.android.library") }
dependencies { api("a:one:1") } // = api a:one:1 main
