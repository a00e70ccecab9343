plugins { `kotlin-dsl` }
gradlePlugin {
    plugins {
        register("umeng") {
            id = "acme.umeng"
            implementationClass = "UmengPlugin"
        }
    }
}
