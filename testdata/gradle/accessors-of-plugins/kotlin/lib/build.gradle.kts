plugins { `android-library` }
dependencies { implementation("a:lib:1") } // = implementation a:lib:1 main
