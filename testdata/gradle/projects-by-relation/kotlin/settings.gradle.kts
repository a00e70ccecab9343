include(":app", ":core:net", ":core:disk")
fun named(project: ProjectDescriptor) {
    project.buildFileName = "${project.name}.gradle.kts"
    project.children.forEach { named(it) }
}
rootProject.children.forEach { named(it) }
