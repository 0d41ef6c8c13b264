using Facilities.Storage.Relational.Access;

namespace Facilities.Operations.Access;

/// <summary>Whose account is open, as far as duty and messages go. By the system clock: lock-out is the sign-in's matter.</summary>
internal static class WorkingAccounts
{
    /// <summary>Wrong passwords lock for minutes, and a stranger can type them: that takes nobody off duty. Longer than this somebody was locked out on purpose.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>When a lock that somebody set on purpose ends.</summary>
    public static DateTimeOffset Never { get; } = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same of one account.</summary>
    public static bool IsWorking(this AppUser user) => !user.LockoutEnabled || user.LockoutEnd is not { } end || end <= TimeProvider.System.GetUtcNow() + LongestPause;

    /// <summary>Without those who are locked out on purpose.</summary>
    public static IQueryable<AppUser> Working(this IQueryable<AppUser> users)
    {
        var soon = TimeProvider.System.GetUtcNow() + LongestPause;
        return users.Where(user => !user.LockoutEnabled || user.LockoutEnd == null || user.LockoutEnd <= soon);
    }
}
