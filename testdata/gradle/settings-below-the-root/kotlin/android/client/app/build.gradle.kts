plugins { id("com.android.application") }
dependencies { api("a:b:1") } // = api a:b:1 main in :app
