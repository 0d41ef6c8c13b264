using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Facilities.Storage.Relational.Conventions;

/// <summary>Every typed id of the domain (<c>readonly record struct XId(int Value)</c>) is an integer in the database.</summary>
internal sealed class IdConverter<TId>() : ValueConverter<TId, int>(ToInt(), FromInt())
    where TId : struct
{
    private static Expression<Func<TId, int>> ToInt()
    {
        var id = Expression.Parameter(typeof(TId), "id");
        return Expression.Lambda<Func<TId, int>>(Expression.Property(id, "Value"), id);
    }

    private static Expression<Func<int, TId>> FromInt()
    {
        var value = Expression.Parameter(typeof(int), "value");
        return Expression.Lambda<Func<int, TId>>(Expression.New(typeof(TId).GetConstructor([typeof(int)])!, value), value);
    }
}
