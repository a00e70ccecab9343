include(":app", ":feature-a", ":lib", ":deep:impl")
