plugins { `kotlin-dsl` }
gradlePlugin {
    plugins {
        register("module") { id = "acme.module"; implementationClass = "ModulePlugin" }
    }
}
