plugins {
    id("com.android.application") version "8.5.2" apply false
}
subprojects {
    pluginManager.withPlugin("com.android.base") {
        dependencies { add("api", "a.b:android:1") } // = api a.b:android:1 main in :app,:lib
    }
    afterEvaluate {
        if (plugins.hasPlugin("com.android.library")) {
            dependencies { add("api", "a.b:library:1") } // = api a.b:library:1 main in :lib
        } else {
            dependencies { add("api", "a.b:other:1") } // = api a.b:other:1 main in :app
        }
    }
}
