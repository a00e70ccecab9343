plugins { id("com.android.application") }
dependencies {
    implementation("a:parent:${parent!!.extra["release"]}") // = implementation a:parent:1 main via release
    implementation("a:short:${project.parent?.property("release")}") // = implementation a:short:1 main via release
    implementation("a:root:${getRootProject().extra["release"]}") // = implementation a:root:1 main via release
    if (findProject(":core:net") != null) { implementation(project(":core:net")) } else { implementation("a:net:1") } // = implementation project(:core:net) main
    findProject(":gone")?.let { implementation(it) }
}
