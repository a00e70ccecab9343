plugins {
    `android`
}
dependencies { implementation("a:app:1") } // = implementation a:app:1 main
