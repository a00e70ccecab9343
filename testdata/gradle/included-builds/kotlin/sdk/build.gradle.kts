plugins { id("com.android.library") }
allprojects { group = "com.acme.sdk" }
