using System.Text;
using Facilities.Domain;
using Facilities.Domain.Insurance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Facilities.Storage.Relational.Conventions;

/// <summary>How a type is stored, said once for the whole model.</summary>
internal static class StorageConventions
{
    public static void Apply(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<UnixMsConverter>();
        configuration.Properties<TimeSpan>().HaveConversion<DurationConverter>();
        configuration.Properties<Money>().HaveConversion<MoneyConverter>();
        configuration.Properties<CodedText>().HaveConversion<CodedTextConverter>();
        foreach (var id in DomainIds())
            configuration.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
    }

    /// <summary>A typed id that is its table's whole key is given by the database; without saying so EF would expect it from us.</summary>
    public static void GenerateIds(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.FindPrimaryKey() is { Properties: [var id] } && id.ClrType != typeof(int) && DomainIds().Contains(id.ClrType))
                id.ValueGenerated = ValueGenerated.OnAdd;
        }
    }

    /// <summary>Tables, columns, keys and indexes are named in snake_case, so that nobody has to quote them in SQL.</summary>
    public static void NameInSnakeCase(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table) entity.SetTableName(SnakeCase(table));
            foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase(property.GetColumnName()));
            foreach (var key in entity.GetKeys()) key.SetName(SnakeCase(key.GetName()!));
            foreach (var foreignKey in entity.GetForeignKeys()) foreignKey.SetConstraintName(SnakeCase(foreignKey.GetConstraintName()!));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!));
        }
    }

    internal static string SnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                result.Append('_');
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }

    private static IEnumerable<Type> DomainIds() => typeof(AssetId).Assembly.GetExportedTypes().Where(type =>
        type.IsValueType && type.Name.EndsWith("Id", StringComparison.Ordinal)
        && type.GetProperty("Value")?.PropertyType == typeof(int)
        && type.GetConstructor([typeof(int)]) is not null);
}
