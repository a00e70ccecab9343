plugins { id("com.android.application") }
dependencies {
    implementation(projects.libCommon) // = implementation project(:LibCommon) main
    implementation(projects.core.data) // = implementation project(:Core:Data) main
    implementation(projects.localRepo.openCV) // = implementation project(:LocalRepo:OpenCV) main
    implementation(projects.core.networkApi) // = implementation project(:Core:network_api) main
    implementation(projects.io) // = implementation project(:IO) main
    api(projects.myBuild.libCommon) // = api project(:LibCommon) main
    implementation(projects.absent) // ! projects.absent
    implementation(projects.core) // ! projects.core
}
