import com.acme.JavaDeps
plugins { id("com.android.application") }
object Local { const val here = "a:here:1" }
dependencies {
    implementation(JavaDeps.BUGLY) // = implementation com.tencent.bugly:crashreport:3.0 main via bugly jversion
    implementation(JavaDeps.Inner.jpush) // = implementation cn.jiguang.sdk:jpush:5.0 main
    implementation(com.acme.JavaDeps.Inner.jpush) // = implementation cn.jiguang.sdk:jpush:5.0 main
    implementation(JavaDeps.of("method")) // = implementation a:method:1 main
    implementation(Deps.common) // = implementation com.umeng.umsdk:common:9.6.8 main via common umeng
    implementation(Deps.lazyOne) // = implementation a:lazy:1 main
    implementation(Deps.computed) // = implementation a:computed:1.2 main
    implementation(Deps.withVersion("7")) // = implementation a:function:7 main
    implementation(Deps.Ali.oss) // = implementation com.aliyun.dpa:oss-android-sdk:2.9 main
    implementation(Sdk.AMAP.notation) // = implementation com.amap.api:location:6.0 main
    implementation("a:v:${Versions.umeng}") // = implementation a:v:9.6.8 main via umeng
    Deps.list.forEach(::implementation) // = implementation a:list1:1 main; implementation a:list2:1 main
    implementation(GroovyDeps.mmkv) // = implementation com.tencent:mmkv:1.3 main
    implementation(GroovyDeps.deps["x"]!!) // = implementation a:gx:1 main
    implementation(Local.here) // = implementation a:here:1 main
    implementation(Deps.missing) // ! Deps.missing
}
