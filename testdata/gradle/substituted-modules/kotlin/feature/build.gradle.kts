plugins { id("com.android.library") }
dependencies { api("a:lib:2") } // = api project(:lib) main via rule
