plugins { id("com.android.library") }
dependencies { api("a:disk:1") } // = api a:disk:1 main
