plugins {
    id("com.android.application") version "8.5.2" apply false
}
subprojects {
    afterEvaluate {
        if (plugins.hasPlugin("com.android.library")) {
            dependencies { add("api", "a.b:library:1") } // = api a.b:library:1 main in :lib
        } else {
            dependencies { add("api", "a.b:other:1") } // = api a.b:other:1 main in :app
        }
    }
}
