using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Facilities.Storage.Relational.Conventions;

/// <summary>Durations are stored as whole milliseconds (<c>bigint</c>), as instants are.</summary>
internal sealed class DurationConverter() : ValueConverter<TimeSpan, long>(
    duration => (long)duration.TotalMilliseconds,
    ms => TimeSpan.FromMilliseconds(ms));
