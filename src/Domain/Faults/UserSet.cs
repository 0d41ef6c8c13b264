using System.Collections;
using System.Globalization;

namespace Facilities.Domain.Faults;

/// <summary>A small set of people, written <c>3,17,40</c> (ascending), which is also its form in the database. Immutable; equal when written the same.</summary>
public sealed class UserSet : IReadOnlyCollection<UserId>, IEquatable<UserSet>
{
    private readonly UserId[] _users;

    private UserSet(UserId[] users) => _users = users;

    public static UserSet Empty { get; } = new([]);

    public int Count => _users.Length;

    /// <exception cref="FormatException">Not a list of numbers.</exception>
    public static UserSet Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return Empty;
        var users = text.Split(',').Select(part => new UserId(int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)));
        return new UserSet([.. users.Distinct().OrderBy(user => user.Value)]);
    }

    public bool Contains(UserId user) => Array.IndexOf(_users, user) >= 0;

    public UserSet With(UserId user) => Contains(user) ? this : new UserSet([.. _users.Append(user).OrderBy(u => u.Value)]);

    public override string ToString() => string.Join(',', _users);

    public bool Equals(UserSet? other) => other is not null && _users.AsSpan().SequenceEqual(other._users);

    public override bool Equals(object? obj) => Equals(obj as UserSet);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    public IEnumerator<UserId> GetEnumerator() => ((IEnumerable<UserId>)_users).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
