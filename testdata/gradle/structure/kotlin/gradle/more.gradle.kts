dependencies {
    "implementation"("a:more:1") // = implementation a:more:1 main in :app,:moved
}
