plugins { id("com.android.library") }
dependencies { api("a:named:1") } // = api a:named:1 main in :lib
