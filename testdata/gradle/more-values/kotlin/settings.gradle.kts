include(":app", ":lib")
dependencyResolutionManagement { repositories { flatDir { dirs("shared-libs") } } }
