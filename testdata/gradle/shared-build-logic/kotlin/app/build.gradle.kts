plugins { id("com.android.application") }
dependencies { implementation("com.acme:view:1") } // = implementation project(:kit:view) main
