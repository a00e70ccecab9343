plugins { id("com.android.application") }
fun DependencyHandlerScope.allImpl(project: Project) {
    val found = project.rootProject.subprojects.filter { it.path.startsWith(":deep") && it.path.endsWith(":impl") }
    for (p in found) { add("api", p) } // = api project(:deep:impl) main
}
dependencies {
    rootProject.subprojects.filter { it.name.startsWith("feature-") }.forEach { implementation(it) } // = implementation project(:feature-a) main
    rootProject.subprojects.filter { it.name == "lib" }.forEach { runtimeOnly(project(it.path)) } // = runtimeOnly project(:lib) main
    rootProject.subprojects { val p = this; if (p.name == "lib") compileOnly(p) } // = compileOnly project(:lib) build
    rootProject.subprojects.forEach { if (it.path != ":app" && !it.path.contains("deep")) debugApi(it) } // = debugApi project(:feature-a) debug type:debug; debugApi project(:lib) debug type:debug
    testImplementation(rootProject.allprojects.first { it.name == "lib" }) // = testImplementation project(:lib) test
    rootProject.subprojects.map { it.path }.filter { it.endsWith("lib") }.forEach { testApi(project(it)) } // = testApi project(:lib) test
    rootProject.childProjects.values.forEach { if (it.name == "lib") kapt(it) } // = kapt project(:lib) build
    rootProject.subprojects.filter { it.file("x").readText() == "y" }.forEach { api(it) } // ! expression
    allImpl(project)
}
rootProject.subprojects.forEach { p ->
    if (p.name == "lib") { dependencies { releaseApi(p) } } // = releaseApi project(:lib) main type:release
}
