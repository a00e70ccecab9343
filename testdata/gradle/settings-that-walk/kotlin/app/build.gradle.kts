plugins { id("com.android.application") }
dependencies { implementation(project(":modules:one")) } // = implementation project(:modules:one) main
