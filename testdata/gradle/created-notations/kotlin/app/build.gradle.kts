plugins { id("com.android.application") }
dependencies {
    implementation(dependencies.create(group = "a", name = "named", version = "1")) // = implementation a:named:1 main
    implementation(create("a", "own", "2")) // = implementation a:own:2 main
    implementation(project.dependencies.create("a:text:3")) // = implementation a:text:3 main
    implementation(platform(mapOf("group" to "a", "name" to "bom", "version" to "4"))) // = implementation a:bom:4 main
    implementation(enforcedPlatform(create(group = "a", name = "enforced", version = "5"))) // = implementation a:enforced:5 main
}
