apply(from = "more.gradle.kts")
dependencies {
    "implementation"("a:common:1") // = implementation a:common:1 main in :app,:moved
}
