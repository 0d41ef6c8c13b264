using Shouldly;

namespace Facilities.Testing;

/// <summary>Waits for what other threads or processes are about to do.</summary>
public static class Eventually
{
    /// <summary>Much longer than anything here takes, even on a busy machine: a test that waits this long has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(Func<bool> condition, string what) => HoldsAsync(() => Task.FromResult(condition()), what);

    /// <param name="patience">Where something takes its time by itself; else <see cref="Patience"/>.</param>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var deadline = Environment.TickCount64 + (long)(patience ?? Patience).TotalMilliseconds;
        while (!await condition())
        {
            Environment.TickCount64.ShouldBeLessThan(deadline, what);
            await Task.Delay(10);
        }
    }
}
