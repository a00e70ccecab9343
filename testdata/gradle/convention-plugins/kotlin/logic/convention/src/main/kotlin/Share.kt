internal fun Project.dependShare() {
    dependencies {
        add("implementation", project(":lib")) // = implementation project(:lib) main in :app
        share("core")
    }
}

fun DependencyHandler.share(name: String) {
    add("api", "com.umeng.umsdk:share-$name:7.0") // = api com.umeng.umsdk:share-core:7.0 main in :app
}
