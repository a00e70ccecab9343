plugins { `java-library` }
dependencies { implementation("a:jvm:1") } // = implementation a:jvm:1 main
