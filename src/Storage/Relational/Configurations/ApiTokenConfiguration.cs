using Facilities.Domain.Access;
using Facilities.Storage.Relational.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.Property(token => token.Name).HasMaxLength(100);
        builder.Property(token => token.Beginning).HasMaxLength(16);
        builder.Property(token => token.Digest).HasMaxLength(64);
        builder.Property(token => token.Scopes).HasMaxLength(400).HasConversion(
            scopes => string.Join(' ', scopes),
            text => Read(text),
            new ValueComparer<IReadOnlyList<TokenScope>>((left, right) => left!.SequenceEqual(right!), scopes => scopes.Count, scopes => scopes));
        builder.HasIndex(token => token.Digest).IsUnique();
        builder.HasIndex(token => token.OwnerId);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(token => token.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }

    private static IReadOnlyList<TokenScope> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<TokenScope>)];
}
