using Facilities.Storage.Relational.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class UsedCodeConfiguration : IEntityTypeConfiguration<UsedCode>
{
    public void Configure(EntityTypeBuilder<UsedCode> builder)
    {
        builder.ToTable("used_codes");
        builder.HasKey(code => new { code.UserId, code.Step });
        builder.HasOne<AppUser>().WithMany().HasForeignKey(code => code.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
