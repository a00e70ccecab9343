allprojects {
    configurations.configureEach {
        resolutionStrategy.dependencySubstitution {
            substitute(module("a:other")).using(project(":other")) // ^everywhere
        }
    }
}
