plugins {
    id("com.android.application")
    id("com.github.spotbugs")
}
val documentation by configurations.creating
val bundled = configurations.create("bundled")
val shared = "implementation"
fun DependencyHandler.ownImplementation(name: String) = add("runtimeOnly", "a:$name:1") // = runtimeOnly a:own:1 main
dependencies {
    documentation("a:documentation:1") // = documentation a:documentation:1 build
    bundled("a:bundled:1") // = bundled a:bundled:1 build
    spotbugsPlugins("a:spotbugs:1") // = spotbugsPlugins a:spotbugs:1 build
    shared("a:shared:1") // = implementation a:shared:1 main
    listOfNotNull("a:list:1", null).forEach { implementation(it) } // = implementation a:list:1 main
    hashSetOf("a:set:1").plus(sequenceOf("a:other:1")).forEach { api(it) } // = api a:set:1 main; api a:other:1 main
    buildList { add("a:built:1") }.forEach { debugApi(it) } // = debugApi a:built:1 debug type:debug
    buildMap { put("a", "a:put:1"); this["b"] = "a:set:1" }.values.forEach { releaseApi(it) } // = releaseApi a:put:1 main type:release; releaseApi a:set:1 main type:release
    ownImplementation("own")
    require("a:required:1".isNotEmpty())
    println("a:printed:1")
    logger.info("a:logged:1")
    checkThat("a:called:1") // ! checkThat is no configuration or function
    Unheard("a:class:1") // ! Unheard
    implementation(chosen("a:chosen:1")) // ! chosen
}
