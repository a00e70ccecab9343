plugins { id("com.android.library") }
group = "com.example"
dependencies { api("a.b:other:1") } // = api a.b:other:1 main
