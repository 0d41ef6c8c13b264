using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Facilities.Storage.Relational.Conventions;

/// <summary>Instants are stored as Unix milliseconds (<c>bigint</c>): SQLite can neither order nor filter a DateTimeOffset.</summary>
internal sealed class UnixMsConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    unixMs => DateTimeOffset.FromUnixTimeMilliseconds(unixMs));
