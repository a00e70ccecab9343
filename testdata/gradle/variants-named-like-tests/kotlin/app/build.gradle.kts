plugins { id("com.android.application") }
android {
    flavorDimensions += listOf("channel", "tier")
    productFlavors {
        create("myTest") { dimension = "channel" }
        create("paid") { dimension = "tier" }
    }
    buildTypes { create("speedTest") { initWith(getByName("release")) } }
}
dependencies {
    "speedTestImplementation"("a:type:1") // = speedTestImplementation a:type:1 main type:speedTest
    "myTestImplementation"("a:flavor:1") // = myTestImplementation a:flavor:1 main flavor:myTest
    "myTestPaidSpeedTestApi"("a:variant:1") // = myTestPaidSpeedTestApi a:variant:1 main flavor:myTestPaid type:speedTest
    "testMyTestImplementation"("a:test:1") // = testMyTestImplementation a:test:1 test flavor:myTest
    "androidTestMyTestImplementation"("a:device:1") // = androidTestMyTestImplementation a:device:1 test flavor:myTest
    "testSpeedTestImplementation"("a:speed:1") // = testSpeedTestImplementation a:speed:1 test type:speedTest
    "speedTestCompileOnly"("a:only:1") // = speedTestCompileOnly a:only:1 build type:speedTest
    "otherTestImplementation"("a:other:1") // = otherTestImplementation a:other:1 test
}
