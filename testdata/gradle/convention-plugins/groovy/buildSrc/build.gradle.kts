plugins { `kotlin-dsl` }
dependencies {
    implementation("com.android.tools.build:gradle:8.0") // = implementation com.android.tools.build:gradle:8.0 build in :buildSrc
}
