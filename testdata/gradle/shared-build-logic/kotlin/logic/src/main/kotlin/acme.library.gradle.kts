plugins { id("com.android.library") }
dependencies { add("api", "a:convention:1") } // = api a:convention:1 main in :kit:view
