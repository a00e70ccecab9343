plugins { id("com.android.application") }
var v = "1.0"
if (project.hasProperty("newer")) {
    v = "2.0"
}
val useUmeng: String by project
val c = when (useUmeng) {
    "true" -> "a:yes:1"
    else -> "a:no:1"
}
dependencies {
    if (useUmeng.toBoolean()) {
        implementation("a:umeng:1") // = implementation a:umeng:1 main if
    } else if (System.getenv("CI") != null) {
        implementation("a:ci:1") // = implementation a:ci:1 main if
    } else {
        implementation("a:other:1") // = implementation a:other:1 main if
    }
    implementation(if (useUmeng == "true") "a:then:1" else "a:else:1") // = implementation a:then:1 main if; implementation a:else:1 main if
    implementation("a:version:$v") // = implementation a:version:1.0 main if; implementation a:version:2.0 main if
    if (hasProperty("x")) implementation("a:single:1") // = implementation a:single:1 main if
    implementation(c) // = implementation a:yes:1 main if; implementation a:no:1 main if
    implementation("a:always:1") // = implementation a:always:1 main
    gradle.startParameter.taskNames.forEach { if (it.contains("Release")) { releaseImplementation("a:task:1") } } // = releaseImplementation a:task:1 main type:release if
}
// A filter that nobody can read here leaves all of them in doubt.
val odd = listOf("a:picked:1", "b:passed:1").filter { it.hashCode() > 3 }
dependencies {
    odd.forEach { implementation(it) } // = implementation a:picked:1 main if; implementation b:passed:1 main if
}
