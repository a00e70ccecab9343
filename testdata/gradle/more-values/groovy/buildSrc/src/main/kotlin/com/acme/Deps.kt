package com.acme

object Deps {
    const val common = "com.umeng.umsdk:common:9.6.8"
    val pairs = listOf("implementation" to "a:pair1:1", "api" to "a:pair2:1")
}

fun DependencyHandler.dependUmeng() {
    implementation(Deps.common) // = implementation com.umeng.umsdk:common:9.6.8 main via caller
}

private fun DependencyHandler.implementation(notation: Any) = add("implementation", notation)

val DependencyHandler.fromProperty get() = "a:fromProperty:1"
