using Facilities.Domain.Insurance;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Facilities.Storage.Relational.Conventions;

/// <summary>Money is stored as whole fen (<c>bigint</c>).</summary>
internal sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Fen, fen => new Money(fen));
