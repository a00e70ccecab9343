buildscript {
    dependencies {
        classpath("com.android.tools.build:gradle:8.0") // = classpath com.android.tools.build:gradle:8.0 build in :
    }
}
subprojects {
    if (name.startsWith("log")) {
        afterEvaluate { dependencies { "implementation"("a:login:1") } } // = implementation a:login:1 main in :feature:login
    }
}
allprojects {
    extra["shared"] = "4" // ^shared
    plugins.withId("com.android.library") {
        dependencies { "implementation"("a:forLibraries:1") } // = implementation a:forLibraries:1 main in :feature:login,:kts,:moved
    }
}
configure(subprojects.filter { it.path.startsWith(":deep") }) {
    apply(plugin = "java-library")
    dependencies { "api"("a:deep:1") } // = api a:deep:1 main in :deep:one,:deep:two
}
configure(listOf(project(":moved"), project(":kts"))) {
    dependencies { "api"("a:chosen:1") } // = api a:chosen:1 main in :kts,:moved
}
project(":app") {
    dependencies { "runtimeOnly"("a:fromRoot:1") } // = runtimeOnly a:fromRoot:1 main in :app
}
