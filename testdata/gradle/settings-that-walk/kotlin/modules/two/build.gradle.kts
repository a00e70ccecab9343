plugins { id("com.android.library") }
dependencies { api("a:two:1") } // = api a:two:1 main
