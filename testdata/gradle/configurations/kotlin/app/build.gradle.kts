plugins { id("com.android.application") }
val embed by configurations.creating
val tool: Configuration by configurations.creating { isCanBeResolved = true }
configurations.implementation.get().extendsFrom(embed)
android {
    buildTypes { create("staging") { initWith(getByName("debug")) } }
    flavorDimensions += listOf("channel", "price")
    productFlavors {
        create("xiaomi") { dimension = "channel" }
        register("paid") { dimension = "price" }
    }
}
val conf = "implementation" // ^conf
dependencies {
    "compile"("a:compile:1") // = compile a:compile:1 main
    compileOnly("a:compileOnly:1") // = compileOnly a:compileOnly:1 build
    runtimeOnly("a:runtimeOnly:1") // = runtimeOnly a:runtimeOnly:1 main
    "provided"("a:provided:1") // = provided a:provided:1 build
    "apk"("a:apk:1") // = apk a:apk:1 main
    kapt("a:kapt:1") // = kapt a:kapt:1 build
    ksp("a:ksp:1") // = ksp a:ksp:1 build
    annotationProcessor("a:ap:1") // = annotationProcessor a:ap:1 build
    coreLibraryDesugaring("a:desugar:1") // = coreLibraryDesugaring a:desugar:1 build
    lintChecks("a:lint:1") // = lintChecks a:lint:1 build
    debugImplementation("a:debug:1") // = debugImplementation a:debug:1 debug type:debug
    "debugApi"("a:debugApi:1") // = debugApi a:debugApi:1 debug type:debug
    releaseImplementation("a:release:1") // = releaseImplementation a:release:1 main type:release
    "stagingImplementation"("a:staging:1") // = stagingImplementation a:staging:1 main type:staging
    testImplementation("a:test:1") // = testImplementation a:test:1 test
    "testCompile"("a:testCompile:1") // = testCompile a:testCompile:1 test
    androidTestImplementation("a:androidTest:1") // = androidTestImplementation a:androidTest:1 test
    androidTestUtil("a:util:1") // = androidTestUtil a:util:1 test
    "testDebugImplementation"("a:testDebug:1") // = testDebugImplementation a:testDebug:1 test type:debug
    "xiaomiImplementation"("a:flavor:1") // = xiaomiImplementation a:flavor:1 main flavor:xiaomi
    "xiaomiReleaseImplementation"("a:variant:1") // = xiaomiReleaseImplementation a:variant:1 main flavor:xiaomi type:release
    "xiaomiPaidDebugImplementation"("a:long:1") // = xiaomiPaidDebugImplementation a:long:1 debug flavor:xiaomiPaid type:debug
    "xiaomiCompileOnly"("a:flavorOnly:1") // = xiaomiCompileOnly a:flavorOnly:1 build flavor:xiaomi
    embed("a:embedded:1") // = embed a:embedded:1 main
    tool("a:tool:1") // = tool a:tool:1 build
    conf("a:named:1") // = implementation a:named:1 main via conf
    add(conf, "a:addedTo:1") // = implementation a:addedTo:1 main via conf
}
