plugins { id("com.android.library") }
dependencies { api("a:net:1") } // = api a:net:1 main
