plugins { id("com.android.library") }
dependencies { api("a.b:inside:1") } // = api a.b:inside:1 main
