plugins { id("com.android.application") }
configurations.filter { it.name == "api" }.forEach { dependencies.add(it.name, "cf:one:1") } // = api cf:one:1 main
configurations.matching { it.name == "implementation" }.all {
    dependencies.add(project.dependencies.create("cf:three:1")) // = implementation cf:three:1 main
}
configurations.filter { it.name.endsWith("Only") }.filter { it.name.startsWith("r") }.forEach { c ->
    dependencies { "${c.name}"("cf:four:1") } // = runtimeOnly cf:four:1 main
}
for (c in configurations) {
    if (c.name == "api") c.dependencies.add(dependencies.create("cf:five:1")) // = api cf:five:1 main
}
configurations.filter { c -> c.name in listOf("api") && c.isVisible() }.forEach { dependencies.add(it.name, "cf:six:1") } // = api cf:six:1 main if
// A configuration that nothing here knows.
configurations.matching { it.name == "nobodysOwn" }.forEach { dependencies.add(it.name, "cf:seven:1") } // ! dependencies.add
configurations.all {
    resolutionStrategy { force("cf:forced:1") }
    exclude(group = "cf", module = "excluded")
}
dependencies {
    configurations.forEach { c ->
        "${c.name}"("cf:two:1") // = implementation cf:two:1 main; api cf:two:1 main; compile cf:two:1 main; compileOnly cf:two:1 build; runtimeOnly cf:two:1 main; annotationProcessor cf:two:1 build; kapt cf:two:1 build; ksp cf:two:1 build; debugImplementation cf:two:1 debug type:debug; releaseImplementation cf:two:1 main type:release; testImplementation cf:two:1 test; androidTestImplementation cf:two:1 test
    }
}
