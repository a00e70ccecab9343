plugins {
    kotlin("multiplatform")
    id("com.android.library")
}
kotlin {
    androidTarget()
    iosArm64()
    sourceSets {
        val commonMain by getting {
            dependencies {
                implementation("a:common:1") // = implementation a:common:1 main
                implementation(kotlin("stdlib")) // = implementation org.jetbrains.kotlin:kotlin-stdlib main
                implementation(compose.material3) // = implementation org.jetbrains.compose.material3:material3 main
            }
        }
        androidMain.dependencies {
            implementation("a:android:1") // = implementation a:android:1 main
            compileOnly("a:only:1") // = compileOnly a:only:1 build
        }
        named("iosMain") { dependencies { implementation("a:ios:1") } } // = implementation a:ios:1 build
        commonTest { dependencies { implementation(kotlin("test", "1.9")) } } // = implementation org.jetbrains.kotlin:kotlin-test:1.9 test
        getByName("androidUnitTest").dependencies { implementation("a:unit:1") } // = implementation a:unit:1 test
    }
}
dependencies {
    commonMainImplementation("a:flat:1") // = commonMainImplementation a:flat:1 main
    "kspAndroid"("a:processor:1") // = kspAndroid a:processor:1 build
    "iosMainImplementation"("a:iosFlat:1") // = iosMainImplementation a:iosFlat:1 build
}
