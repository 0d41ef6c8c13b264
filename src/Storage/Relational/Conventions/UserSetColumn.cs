using Facilities.Domain.Faults;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Conventions;

/// <summary>A <see cref="UserSet"/> is stored as it is written. It is immutable, so its own equality tells a change and no copy is kept.</summary>
internal static class UserSetColumn
{
    public static PropertyBuilder<UserSet> AsUserSet(this PropertyBuilder<UserSet> property) =>
        property.HasConversion(
            set => set.ToString(),
            text => UserSet.Parse(text),
            new ValueComparer<UserSet>((left, right) => Equals(left, right), set => set.GetHashCode(), set => set));
}
