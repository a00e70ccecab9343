plugins { id("com.android.application") }
dependencies { implementation("a:b:1") } // = implementation a:b:1 main in :
