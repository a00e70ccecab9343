plugins { id("com.android.application") }
configurations.all {
    if (name == "implementation") {
        dependencies.add(project.dependencies.create("a:each:1")) // = implementation a:each:1 main
    }
}
configurations["implementation"].dependencies.add(project.dependencies.create("a:direct:1")) // = implementation a:direct:1 main
val debugOnly by configurations.creating
configurations.getByName("debugImplementation").extendsFrom(debugOnly)
val channels = listOf("xiaomi", "huawei")
android {
    flavorDimensions += "channel"
    productFlavors { channels.forEach { name -> create(name) { dimension = "channel" } } }
}
dependencies {
    debugOnly("a:debugOnly:1") // = debugOnly a:debugOnly:1 debug type:debug
    channels.forEach { "${it}Implementation"("a:$it-push:1") } // = xiaomiImplementation a:xiaomi-push:1 main flavor:xiaomi; huaweiImplementation a:huawei-push:1 main flavor:huawei
    listOf("api", "compileOnly").forEach { add(it, "a:both:1") } // = api a:both:1 main; compileOnly a:both:1 build
}
