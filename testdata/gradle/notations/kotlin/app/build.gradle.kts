plugins { id("com.android.application") }
val v = "9.6.8" // ^v
dependencies {
    implementation("com.umeng.umsdk:common:9.6.8") // = implementation com.umeng.umsdk:common:9.6.8 main
    implementation("com.umeng.umsdk:asms:$v") // = implementation com.umeng.umsdk:asms:9.6.8 main via v
    implementation("com.umeng.umsdk:apm:${v}@aar") // = implementation com.umeng.umsdk:apm:9.6.8 main via v
    implementation("com.umeng.umsdk:push:" + v) // = implementation com.umeng.umsdk:push:9.6.8 main via v
    implementation(group = "com.tencent.bugly", name = "crashreport", version = "4.1.9") // = implementation com.tencent.bugly:crashreport:4.1.9 main
    implementation("com.tencent", "mmkv", v) // = implementation com.tencent:mmkv:9.6.8 main via v
    implementation(group = "cn.jiguang.sdk", name = "jpush") // = implementation cn.jiguang.sdk:jpush main
    implementation("cn.jiguang.sdk:jcore") // = implementation cn.jiguang.sdk:jcore main
    implementation("com.amap.api:location:+") // = implementation com.amap.api:location:+ main
    implementation("com.amap.api:search:[5.0,6.0)") // = implementation com.amap.api:search:[5.0,6.0) main
    implementation("com.amap.api:3dmap:latest.release") // = implementation com.amap.api:3dmap:latest.release main
    implementation("a.b:classified:1.0:jdk15@jar") // = implementation a.b:classified:1.0 main
    api ("a.b:spaced:1") // = api a.b:spaced:1 main
    implementation(platform("com.google.firebase:firebase-bom:33.1.0")) // = implementation com.google.firebase:firebase-bom:33.1.0 main
    implementation(enforcedPlatform("a.b:bom:1")) // = implementation a.b:bom:1 main
    implementation("a.b:one:1"); implementation("a.b:two:2") // = implementation a.b:one:1 main; implementation a.b:two:2 main
    implementation(
        "a.b:three:3" // = implementation a.b:three:3 main
    )
    implementation("""a.b:four:4""") // = implementation a.b:four:4 main
    add("implementation", "a.b:added:1") // = implementation a.b:added:1 main
    "implementation"("a.b:quoted:1") // = implementation a.b:quoted:1 main
    implementation("a.b:strict:1.0!!") // = implementation a.b:strict:1.0 main
    implementation("a.b:closed:1") { // = implementation a.b:closed:1 main
        exclude(group = "x.y", module = "z")
        isTransitive = false
        because("it is needed: c:d:1")
    }
    implementation("a.b:rich") { // = implementation a.b:rich:1.7 main
        version { strictly("1.7") }
    }
    implementation("a.b:mapped:1", { // = implementation a.b:mapped:1 main
        exclude(module = "z")
    })
    listOf("a.b:listed:1", "a.b:listed2:2").forEach { implementation(it) } // = implementation a.b:listed:1 main; implementation a.b:listed2:2 main
    implementation(gradleApi())
    constraints {
        implementation("a.b:constrained:1")
    }
}
configurations.all {
    resolutionStrategy.force("a.b:forced:1")
    resolutionStrategy { force("a.b:forced2:1") }
    exclude(group = "a.b", module = "excluded")
}
dependencies {
    add(configurationName = "api", dependencyNotation = "a:named-add:1") // = api a:named-add:1 main
}
