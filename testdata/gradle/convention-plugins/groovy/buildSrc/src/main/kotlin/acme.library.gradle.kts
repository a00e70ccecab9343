plugins {
    id("com.android.library")
}
dependencies {
    "implementation"("a:precompiled:1") // = implementation a:precompiled:1 main in :lib
}
