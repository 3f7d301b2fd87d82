#pragma once

// What clang's -Wthread-safety checks, and what other compilers pass over: which mutex guards a member (GUARDED_BY), which
// one a function needs its caller to hold (REQUIRES) or not to hold (EXCLUDES). Checked in the asan preset.

#if defined(__clang__)
#define DARTIES_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define DARTIES_THREAD_ATTRIBUTE(x)
#endif

#define CAPABILITY(x) DARTIES_THREAD_ATTRIBUTE(capability(x))
#define SCOPED_CAPABILITY DARTIES_THREAD_ATTRIBUTE(scoped_lockable)
#define GUARDED_BY(x) DARTIES_THREAD_ATTRIBUTE(guarded_by(x))
#define PT_GUARDED_BY(x) DARTIES_THREAD_ATTRIBUTE(pt_guarded_by(x))
#define REQUIRES(...) DARTIES_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
#define EXCLUDES(...) DARTIES_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))
#define ACQUIRE(...) DARTIES_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define TRY_ACQUIRE(...) DARTIES_THREAD_ATTRIBUTE(try_acquire_capability(__VA_ARGS__))
#define RELEASE(...) DARTIES_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))
#define NO_THREAD_SAFETY_ANALYSIS DARTIES_THREAD_ATTRIBUTE(no_thread_safety_analysis)
